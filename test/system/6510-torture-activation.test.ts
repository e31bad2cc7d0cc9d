import { activationScenarios } from "../../bench/torture/activation.ts";
import { tortureBriefly } from "../helpers/torture.ts";

tortureBriefly(activationScenarios);
