/**
 * The language of a tag such as `bn-BD`, if the widget speaks it. Pages write
 * tags in many ways: `bn_BD`, `BN`, `bn-Beng-BD`, `bn_BD.UTF-8`. The same rule
 * as `Language::from_tag` in `src/model/language.rs`, tested against the same
 * table, `language-tags.txt`.
 */
export const spoken = (tag) => /^(bn|en)(?![^-_.@])/i.exec(tag?.trim())?.[1].toLowerCase();
