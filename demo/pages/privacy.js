import { fillFrame } from "../shop/frame.js";

fillFrame();
