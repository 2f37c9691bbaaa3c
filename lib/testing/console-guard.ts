import { format } from "node:util";
import { afterEach, beforeEach, expect } from "vitest";

// A test that expects a complaint spies on console.error itself; any other complaint fails the test.
const write = console.error;
const complaints: string[] = [];

beforeEach(() => {
  complaints.length = 0;
  console.error = (...words: unknown[]) => {
    complaints.push(format(...words));
    write(...words);
  };
});

afterEach(() => {
  console.error = write;
  expect(complaints, "console.error was called").toEqual([]);
});
