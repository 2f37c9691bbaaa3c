import { ChoiceGroup, type Choices } from "./choice-group";

/** One choice among a few (A11Y-04). */
export function RadioGroup({ defaultValue, ...choices }: Choices & { defaultValue?: string }) {
  return <ChoiceGroup {...choices} type="radio" chosenAtFirst={defaultValue === undefined ? [] : [defaultValue]} />;
}
