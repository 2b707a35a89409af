/** A scene of a scenario: a choice survives a bad network. */
import { keepSending } from "./site.js";

keepSending("form[data-choice]");
