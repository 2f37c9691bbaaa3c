/** A number that looks like chance and is the same at each run: no two numbers of 32 bits share theirs. */
export function scattered(number: number, salt = 0): number {
  let mixed = (number + Math.imul(salt, 0x9e3779b1)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The nth id of its kind: scattered as those of `ctx.id()` are, never twice the same. */
export function madeUpId(number: number, kind: number): string {
  const word = (salt: number) =>
    scattered(number, kind * 8 + salt)
      .toString(16)
      .padStart(8, "0");
  const [first, second, third, fourth] = [word(1), word(2), word(3), word(4)];
  return `${first}-${second.slice(0, 4)}-4${second.slice(5)}-8${third.slice(1, 4)}-${third.slice(4)}${fourth}`;
}

/** Whose names the nth person has. */
export function madeUpPerson(number: number): { givenName: string; familyName: string } {
  return { givenName: pick(givenNames, number, 1), familyName: pick(familyNames, number, 2) };
}

/** A company's name and the town it is in. */
export function madeUpCompany(number: number): { legalName: string; postcode: string; city: string; street: string } {
  const [postcode = "", city = ""] = pick(towns, number, 3).split(" ", 2);
  return {
    legalName: `${pick(trades, number, 4)} ${pick(familyNames, number, 5)}`,
    postcode,
    city: city.replaceAll("-", " "),
    street: `${1 + (scattered(number, 6) % 120)} ${pick(streets, number, 7)}`,
  };
}

function pick(list: string[], number: number, salt: number): string {
  return list[scattered(number, salt) % list.length] ?? "";
}

const givenNames = words(`Adèle Agathe Alice Amandine Amélie Anaïs Antoine Arthur Aurélie Baptiste Benoît Camille Céline
  Chloé Clément Damien David Élise Élodie Émile Emma Étienne Fatima Florian François Gabriel Hélène Hugo Inès Jeanne
  Julien Karim Laura Léa Léo Louise Lucas Lucie Manon Marc Margaux Marie Mathilde Maxime Mehdi Mélanie Nadia Nathalie
  Nicolas Noé Océane Olivier Paul Pauline Pierre Quentin Raphaël Romain Salomé Samir Sarah Simon Sofia Sophie Théo
  Thomas Valentin Vincent Yasmine Zoé`);
const familyNames = words(`Aubert André Arnaud Bailly Barbier Benali Bernard Bertrand Blanc Bonnet Boucher Boyer Brun
  Caron Carpentier Chevalier Clément Colin David Denis Deschamps Dubois Dufour Dumont Dupont Durand Fabre Faure
  Fernandez Fleury Fontaine Fournier François Gaillard Garcia Garnier Gauthier Gautier Gérard Girard Giraud Guérin
  Guillaume Haddad Henry Hubert Jacquet Joly Lacroix Lambert Laurent Leclerc Lecomte Lefèvre Legrand Lemaire Lemoine
  Leroux Leroy Lopez Lucas Marchand Martin Martinez Masson Mathieu Mercier Meunier Meyer Michel Moreau Morel Morin
  Muller Nguyen Nicolas Noël Olivier Perrin Petit Philippe Picard Renard Renaud Riviere Robert Robin Roche Roger
  Rolland Rousseau Roussel Roux Roy Schmitt Simon Thomas Vidal Vincent`);
const trades = words(`Boulangerie Menuiserie Plomberie Maçonnerie Imprimerie Électricité Peinture Charpente Couverture
  Pépinières Traiteur Transports Serrurerie Ébénisterie Garage Cabinet Atelier Établissements Société Carrelage`);
const towns = words(`35000-Rennes 44000-Nantes 75011-Paris 69003-Lyon 13001-Marseille 31000-Toulouse 33000-Bordeaux
  59000-Lille 67000-Strasbourg 34000-Montpellier 25000-Besançon 21000-Dijon 29200-Brest 37000-Tours 63000-Clermont-Ferrand
  76000-Rouen 87000-Limoges 06000-Nice 54000-Nancy 80000-Amiens`).map((town) => town.replace("-", " "));
const streets = ["rue des Lilas", "rue du Four", "avenue de la Gare", "place du Marché", "impasse des Tilleuls"];

function words(text: string): string[] {
  return text.split(/\s+/);
}
