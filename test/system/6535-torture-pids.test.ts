import { pidScenarios } from "../../bench/torture/pids.ts";
import { tortureBriefly } from "../helpers/torture.ts";

tortureBriefly(pidScenarios);
