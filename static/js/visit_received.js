// The receipt is here: what was typed need no longer be kept on the device.

import { forget } from "./kept_typing.js";

forget(document.getElementById("receipt").dataset.kept);
