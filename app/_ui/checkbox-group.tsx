import { ChoiceGroup, type Choices } from "./choice-group";

/** Several choices among a few (A11Y-04); `required` is at least one. */
export function CheckboxGroup({ defaultValue = [], ...choices }: Choices & { defaultValue?: readonly string[] }) {
  return <ChoiceGroup {...choices} type="checkbox" chosenAtFirst={defaultValue} />;
}
