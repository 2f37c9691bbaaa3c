"use client";

import { useEffect, useRef } from "react";

/** The contact address follows the login address until someone edits it. Without scripts, empty means the same. */
export function FollowLoginEmail() {
  const here = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    const fields = here.current?.closest("form")?.elements;
    const login = fields?.namedItem("email");
    const contact = fields?.namedItem("contactEmail");
    if (!(login instanceof HTMLInputElement) || !(contact instanceof HTMLInputElement)) return;

    let follows = contact.value === "" || contact.value === login.value;
    const follow = () => {
      if (follows) contact.value = login.value;
    };
    const decide = () => {
      follows = contact.value === "";
    };
    // What was typed before the scripts came counts too.
    follow();
    login.addEventListener("input", follow);
    contact.addEventListener("input", decide);
    return () => {
      login.removeEventListener("input", follow);
      contact.removeEventListener("input", decide);
    };
  }, []);

  return <span ref={here} hidden />;
}
