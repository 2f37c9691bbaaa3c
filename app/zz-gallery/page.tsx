import { ActionForm } from "@/app/_ui/action-form";
import { Banner } from "@/app/_ui/banner";
import { Card } from "@/app/_ui/card";
import { CheckboxField } from "@/app/_ui/checkbox-field";
import { DataTable } from "@/app/_ui/data-table";
import { DescriptionList } from "@/app/_ui/description-list";
import { EmptyState } from "@/app/_ui/empty-state";
import { Fieldset } from "@/app/_ui/fieldset";
import { PageHeading } from "@/app/_ui/page-heading";
import { RadioGroup } from "@/app/_ui/radio-group";
import { SelectField } from "@/app/_ui/select-field";
import { StatusTag } from "@/app/_ui/status-tag";
import { Stepper } from "@/app/_ui/stepper";
import { SubmitButton } from "@/app/_ui/submit-button";
import { arrange, readTableView } from "@/app/_ui/table-view";
import { TextField } from "@/app/_ui/text-field";
import { formLabels } from "@/lib/web/form-labels";
import { Frame } from "../_frame/frame";
import { tryIt } from "./actions";

export default async function Gallery({ searchParams }: { searchParams: Promise<Record<string, string>> }) {
  const query = await searchParams;
  if (query.boom) throw new Error("boom");
  const all = Array.from({ length: 23 }, (_, n) => ({
    id: String(n),
    name: `Boulangerie n° ${n + 1}`,
    town: ["Lyon", "Évreux", "Paris"][n % 3] ?? "",
  }));
  const view = readTableView(query, { sortable: ["name", "town"] });
  return (
    <Frame>
      <Stepper
        steps={["Informations personnelles", "Informations sur l'organisation", "Espaces", "Vérification"]}
        current={1}
      />
      <PageHeading
        title="Informations sur l'organisation"
        lead="Sur Attache, une structure identifie de manière unique chaque émetteur ou récepteur de factures."
      />
      <Banner tone="info">
        Cette structure n'existe pas encore sur le portail. Vous en deviendrez le gestionnaire principal.
      </Banner>
      <Banner tone="success" role="status">
        Votre compte est créé.
      </Banner>
      <Banner tone="warning" title="Rattachement en attente">
        <p>
          Le registre ne répond pas. <a href="/">Réessayer</a>
        </p>
      </Banner>
      <Banner tone="danger">Cet établissement est fermé.</Banner>
      <p className="flex flex-wrap gap-2 my-4">
        <StatusTag tone="neutral">Brouillon</StatusTag>
        <StatusTag tone="info">À la une</StatusTag>
        <StatusTag tone="success">Validé</StatusTag>
        <StatusTag tone="warning">En attente</StatusTag>
        <StatusTag tone="danger">Refusé</StatusTag>
      </p>
      <ActionForm
        action={tryIt}
        title="Galerie - Attache"
        labels={await formLabels()}
        humanCheck={
          query.robot
            ? {
                siteKey: "1x",
                action: "sign-in",
                always: true,
                nonce: undefined,
                language: "fr",
                labels: {
                  legend: "Vérification anti-robot",
                  waiting: "Vérification…",
                  passed: "ok",
                  failed: "échec",
                  expired: "expiré",
                  noScripts: "JS svp",
                  support: "support",
                },
              }
            : null
        }
      >
        <Fieldset legend="Identité">
          <TextField name="name" label="Raison sociale" help="Telle qu'elle figure au registre." required />
          <TextField name="town" label="Ville" required width="short" />
          <TextField name="ro" label="Lecture seule" defaultValue="123 456 789 00012" readOnly />
          <SelectField
            name="country"
            label="Pays"
            placeholder="Choisir"
            options={[
              { value: "FR", label: "France" },
              { value: "BE", label: "Belgique" },
            ]}
            required
          />
          <RadioGroup
            name="scheme"
            legend="Régime / Statut"
            options={[
              { value: "a", label: "Employé" },
              { value: "b", label: "COSP", help: "Collaborateur occasionnel du service public" },
            ]}
            required
          />
          <CheckboxField
            name="terms"
            label="J'accepte les conditions générales d'utilisation du portail, dans leur version de novembre 2026"
            help="Vous pourrez les relire."
            required
          />
        </Fieldset>
        <div className="flex flex-wrap gap-3">
          <SubmitButton name="intent" value="next" pendingLabel="Envoi…">
            Suivant
          </SubmitButton>
          <SubmitButton name="intent" value="back" variant="secondary" pendingLabel="Envoi…">
            Précédent
          </SubmitButton>
          <SubmitButton name="intent" value="del" variant="danger" pendingLabel="Envoi…">
            Supprimer
          </SubmitButton>
        </div>
      </ActionForm>
      <h2 className="mt-10">Structures</h2>
      <DataTable
        caption="Structures"
        columns={[
          { key: "name", heading: "Désignation", cell: (r) => r.name, sortable: true },
          { key: "town", heading: "Ville", cell: (r) => r.town, sortable: true },
          { key: "id", heading: "Identifiant", cell: (r) => `123 456 789 000${r.id}` },
        ]}
        rows={arrange(all, view, (r, k) => (k === "town" ? r.town : r.name))}
        keyOf={(r) => r.id}
        view={view}
        total={all.length}
        path="/zz-gallery"
        empty="Rien"
      />
      <div className="mt-8 grid gap-6 md:grid-cols-2">
        <Card title="Votre structure">
          <DescriptionList
            items={[
              { term: "Identifiant", details: "123 456 789 00012" },
              { term: "Raison sociale", details: "BOULANGERIE DU PORT" },
              { term: "Adresse", details: "12 quai des Brumes, 76600 Le Havre" },
            ]}
          />
        </Card>
        <EmptyState>Aucun fil d'événements trouvé.</EmptyState>
      </div>
    </Frame>
  );
}
