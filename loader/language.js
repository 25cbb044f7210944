/**
 * Returns the language of a tag such as `bn-BD`, or undefined if the widget does not have it.
 * Pages write tags in many ways: `bn_BD`, `BN`, `bn-Beng-BD`, `bn_BD.UTF-8`. The rule is that of
 * `Language::from_tag` in `src/model/language.rs`. Both are tested with `language-tags.txt`.
 */
export const spoken = (tag) => /^(bn|en)(?![^-_.@])/i.exec(tag?.trim())?.[1].toLowerCase();
