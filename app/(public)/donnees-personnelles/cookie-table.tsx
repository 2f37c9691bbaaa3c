// biome-ignore-all lint/a11y/noRedundantRoles: parts shown as blocks on a phone are no table any more to some readers
import { getTranslations } from "next-intl/server";
import { live } from "@/lib/platform/live";
import { cookiesByUse } from "./cookies";

const stacked = "max-md:block";
const cell = "py-3 pr-4 max-md:block max-md:py-0.5";

/** Each cookie by name, with its use and how long it stays (R-1204). */
export async function CookieTable() {
  const t = await getTranslations("legal.privacy");
  const { env } = await live();
  const headings = [t("cookieTable.use"), t("cookieTable.name"), t("cookieTable.life")];
  return (
    <table role="table" className={`mt-4 w-full text-left ${stacked}`}>
      <caption className="sr-only">{t("cookieTable.caption")}</caption>
      <thead role="rowgroup" className={stacked}>
        <tr role="row" className="border-line border-b-2 max-md:sr-only">
          {headings.map((heading) => (
            <th key={heading} role="columnheader" scope="col" className="py-2 pr-4">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className={stacked}>
        {cookiesByUse(env.APP_URL.startsWith("https:")).map(({ use, names }) => (
          <tr role="row" key={use} className={`border-line border-b align-top max-md:py-3 ${stacked}`}>
            <th role="rowheader" scope="row" className={`${cell} font-semibold md:w-1/2`}>
              {t(`cookieUses.${use}.use`)}
            </th>
            <td role="cell" className={`${cell} text-sm`}>
              <ul>
                {names.map((name) => (
                  <li key={name} className="wrap-anywhere">
                    {name}
                  </li>
                ))}
              </ul>
            </td>
            <td role="cell" className={cell}>
              {t(`cookieUses.${use}.life`)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
