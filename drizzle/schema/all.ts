// Drizzle wants one object that holds every table: the only file of the project that gathers others.
export * from "./account";
export * from "./attachment";
export * from "./audit";
export * from "./directory";
export * from "./document";
export * from "./news";
export * from "./onboarding";
export * from "./operation";
export * from "./outbox";
export * from "./structure";
export * from "./technical-account";
export * from "./workspace";
