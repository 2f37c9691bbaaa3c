import { type InspectionOutcome, inspectFile } from "./inspect-file";

/** Says of a file whether it may be kept (SEC-93): the place where an antivirus joins in. */
export type Scanner = (file: { bytes: Uint8Array; fileName: string }) => Promise<InspectionOutcome>;

/** Looks at the content alone. */
export const scan: Scanner = async (file) => inspectFile(file);
