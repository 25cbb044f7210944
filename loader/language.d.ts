/** The language of a tag such as `bn-BD`, if the widget has it. */
export function spoken(tag: string | null | undefined): "bn" | "en" | undefined;
