import { Footer } from "@/app/_frame/footer";
import { Header } from "@/app/_frame/header";
import { NewsList } from "@/app/_frame/news-list";
import { Tabs } from "@/app/_frame/tabs";
import type { Actor } from "@/lib/attachment/actor";

export default function Signed() {
  const actor = {
    givenName: "Anne-Sophie",
    familyName: "Martin de la Tour",
    previousSignInAt: new Date(),
    subscriptions: [
      "FACTURES_EMISES",
      "SUIVI_FLUX",
      "ENGAGEMENTS",
      "FACTURES_TRAVAUX",
      "SOLLICITATIONS_EMISES",
      "RACCORDEMENT_EDI_API",
    ].map((workspace) => ({ structureId: "x", workspace, access: "write" })),
  } as unknown as Actor;
  return (
    <div className="flex min-h-dvh flex-col">
      <Header actor={actor} />
      <Tabs actor={actor} />
      <main className="page-width flex-1 py-8">
        <title>x</title>
        <h1>Accueil connecté</h1>
        <h2>Actualités</h2>
        <NewsList
          items={[
            {
              id: "1",
              title: "Ouverture du portail",
              body: "Bienvenue.\nLe portail ouvre ses portes.",
              pinned: true,
              publishedFrom: new Date(),
            },
            { id: "2", title: "Maintenance", body: "Dimanche de 6 h à 8 h.", pinned: false, publishedFrom: new Date() },
          ]}
        />
      </main>
      <Footer />
    </div>
  );
}
