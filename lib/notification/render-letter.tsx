import { Body, Container, Head, Heading, Hr, Html, Preview, render, Section, Text } from "react-email";
import type { Language } from "@/lib/i18n/language";
import { openingHours } from "@/lib/i18n/opening-hours";
import type { Env } from "@/lib/platform/env";
import type { Mail } from "@/lib/platform/mailer";
import { type Fact, fullName, type Group, type Letter, mailSentences } from "./letter";
import { darkMode, look } from "./mail-look";

/** Lays a letter out as HTML and as the plain text that says the same (SEC-92, A11Y-30). */
export async function renderLetter(env: Env, language: Language, letter: Letter): Promise<Omit<Mail, "to">> {
  const words = wordsAround(env, language, letter);
  return {
    subject: words.subject,
    html: await render(<LetterPage {...{ language, letter, words }} />),
    text: written(letter, words),
  };
}

type Words = ReturnType<typeof wordsAround>;

/** What every mail has around its own sentences (R-1101, R-1103). */
function wordsAround(env: Env, language: Language, { title, addressee }: Letter) {
  const { t, say } = mailSentences(env, language);
  const portal = env.PORTAL_NAME;
  return {
    // A subject is a header: one line, whatever its parts hold (SEC-21).
    subject: t("subject", { portal, title })
      .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
      .slice(0, 200),
    greeting: addressee ? t("greeting", { name: fullName(addressee) }) : t("greetingAnybody"),
    copyAddress: t("copyAddress"),
    signature: say("signature").text,
    fact: (term: string, details: string) => t("fact", { term, details }),
    footer: [
      t("support", {
        email: env.SUPPORT_EMAIL,
        phone: env.SUPPORT_PHONE,
        hours: openingHours(env.SUPPORT_HOURS, language),
      }),
      t("automatic"),
      t("disclaimer"),
    ],
  };
}

function LetterPage({ language, letter, words }: { language: Language; letter: Letter; words: Words }) {
  const { title, paragraphs, facts = [], groups = [], action, notes = [] } = letter;
  return (
    <Html lang={language}>
      <Head>
        <title>{words.subject}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no" />
        <style>{darkMode}</style>
      </Head>
      <Body lang={language} className="page" style={look.page}>
        <Preview useTitleTag={false}>{paragraphs[0]?.text ?? title}</Preview>
        <Container className="sheet" style={look.sheet}>
          <Heading className="ink" style={look.title}>
            {title}
          </Heading>
          <Text className="ink" style={look.text}>
            {words.greeting}
          </Text>
          {paragraphs.map(({ html, text }) => (
            <Text key={text} className="ink" style={look.text}>
              {html}
            </Text>
          ))}
          {facts.length > 0 ? <Facts facts={facts} /> : null}
          {groups.map(({ key, title, lines }) => (
            <Lines key={key} title={title} lines={lines} />
          ))}
          {action ? <Action {...action} copyAddress={words.copyAddress} /> : null}
          {notes.map(({ html, text }) => (
            <Text key={text} className="ink" style={look.text}>
              {html}
            </Text>
          ))}
          <Text className="ink" style={look.text}>
            {words.signature}
          </Text>
          <Hr className="line" style={look.line} />
          {words.footer.map((line) => (
            <Text key={line} className="soft" style={look.small}>
              {line}
            </Text>
          ))}
        </Container>
      </Body>
    </Html>
  );
}

function Facts({ facts }: { facts: Fact[] }) {
  return (
    <table style={look.facts} cellPadding="0" cellSpacing="0">
      <tbody>
        {facts.map(({ term, details }) => (
          <tr key={`${term} ${details}`}>
            <th scope="row" className="soft line" style={look.term}>
              {term}
            </th>
            <td className="ink line" style={look.details}>
              {details}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Lines({ title, lines }: Omit<Group, "key">) {
  return (
    <>
      <Heading as="h2" className="ink" style={look.sectionTitle}>
        {title}
      </Heading>
      <ul className="ink" style={look.lines}>
        {lines.map(({ key, text }) => (
          <li key={key} style={look.listed}>
            {text}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The colour stands on the cell: the link alone would lose its padding in Outlook. */
function Action({ label, address, copyAddress }: { label: string; address: string; copyAddress: string }) {
  return (
    <Section style={look.action}>
      <table role="presentation" cellPadding="0" cellSpacing="0">
        <tbody>
          <tr>
            <td className="button" style={look.button}>
              <a href={address} className="button-label" style={look.buttonLabel}>
                {label}
              </a>
            </td>
          </tr>
        </tbody>
      </table>
      <Text className="soft" style={look.copyAddress}>
        {copyAddress}
      </Text>
      <Text className="soft" style={look.address}>
        {address}
      </Text>
    </Section>
  );
}

/** The plain-text twin: the same sentences in the same order, the address on a line of its own. */
function written({ paragraphs, facts = [], groups = [], action, notes = [] }: Letter, words: Words): string {
  const blocks = [
    words.greeting,
    ...paragraphs.map(({ text }) => text),
    facts.map(({ term, details }) => words.fact(term, details)).join("\n"),
    ...groups.map(({ title, lines }) => [title, ...lines.map(({ text }) => `- ${text}`)].join("\n")),
    action ? `${action.label}\n${action.address}` : "",
    ...notes.map(({ text }) => text),
    words.signature,
    ["-- ", ...words.footer].join("\n"),
  ];
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}
