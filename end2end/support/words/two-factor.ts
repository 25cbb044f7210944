import type { Words } from "./en.ts";

const EN = {
  setUp: "Set up",
  qrCode: "QR code for an authenticator app",
  code: "Code from the app",
  turnOn: "Turn on",
  wrong: "Not valid. Check the format.",
  recoveryCodes: "Recovery codes",
  saved: "I've saved these codes",
  onSince: /^On since /,
  left: (count: string) => `${count} recovery codes left`,
  eight: "8",
  newCodes: "Get new recovery codes",
  turnOff: "Turn off",
  proof: "Password or code",
  step: "Enter your code",
  stepCode: "Code",
  wrongCode: "The code is wrong or has already been used. Wait for the next one.",
  startOver: "Start over",
  required: "Set up two-factor authentication",
  require: "Require two-factor authentication",
  resetOfAgent: "Turn off two-factor authentication",
  isOff: "Two-factor authentication is off.",
};

const BN: typeof EN = {
  setUp: "চালু করা শুরু করুন",
  qrCode: "অথেনটিকেটর অ্যাপের জন্য কিউআর কোড",
  code: "অ্যাপের কোড",
  turnOn: "চালু করুন",
  wrong: "সঠিক নয়। লেখার ধরনটি মিলিয়ে দেখুন।",
  recoveryCodes: "রিকভারি কোড",
  saved: "কোডগুলো রেখে দিয়েছি",
  onSince: /^চালু আছে: /,
  left: (count: string) => `${count}টি রিকভারি কোড বাকি`,
  eight: "৮",
  newCodes: "নতুন রিকভারি কোড নিন",
  turnOff: "বন্ধ করুন",
  proof: "পাসওয়ার্ড বা কোড",
  step: "আপনার কোড লিখুন",
  stepCode: "কোড",
  wrongCode: "কোডটি ভুল কিংবা আগেই ব্যবহৃত। পরের কোডটির জন্য অপেক্ষা করুন।",
  startOver: "আবার শুরু করুন",
  required: "দুই ধাপে যাচাই চালু করুন",
  require: "দুই ধাপে যাচাই আবশ্যক করুন",
  resetOfAgent: "দুই ধাপে যাচাই বন্ধ করুন",
  isOff: "দুই ধাপে যাচাই বন্ধ আছে।",
};

/** The texts of two-factor authentication. */
export const twoFactorWords = (words: Words): typeof EN => (words.code === "bn" ? BN : EN);
