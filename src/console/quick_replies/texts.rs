//! The texts of the quick replies' pages.

use crate::model::language::Language;

/// The texts in one language.
pub struct QuickReplyTexts {
    pub title: &'static str,
    pub hint: &'static str,
    pub add: &'static str,
    pub empty: &'static str,
    pub empty_hint: &'static str,
    pub no_category: &'static str,
    pub not_offered: &'static str,
    pub order_conflict: &'static str,
    pub back: &'static str,
    pub new_title: &'static str,
    pub edit_title: &'static str,
    pub edit_hint: &'static str,
    pub gone: &'static str,
    pub texts: &'static str,
    pub placeholders: &'static str,
    pub reply_title: &'static str,
    pub reply_title_bn: &'static str,
    pub content: &'static str,
    pub content_bn: &'static str,
    pub bangla_hint: &'static str,
    pub use_of_it: &'static str,
    pub category: &'static str,
    pub category_hint: &'static str,
    pub is_active: &'static str,
    pub is_active_hint: &'static str,
    pub preview: &'static str,
    pub nothing_to_preview: &'static str,
    pub delete: &'static str,
    pub delete_question: &'static str,
    pub delete_hint: &'static str,
    pub changed_meanwhile: &'static str,
    pub deleted_meanwhile: &'static str,
}

const EN: QuickReplyTexts = QuickReplyTexts {
    title: "Quick replies",
    hint: "Answers your team uses often. Type / in a reply to insert one.",
    add: "Add a quick reply",
    empty: "No quick replies yet",
    empty_hint: "Add the answers your team gives every day. Agents insert them with / in a reply.",
    no_category: "No category",
    not_offered: "Inactive",
    order_conflict: "Someone else has changed the list. It has been reloaded.",
    back: "All quick replies",
    new_title: "New quick reply",
    edit_title: "Quick reply",
    edit_hint: "Agents see it in the conversation's language and can edit it before sending.",
    gone: "This quick reply no longer exists.",
    texts: "Texts",
    placeholders: "{customer_name}, {agent_name} and {conversation_id} are filled in when it is used.",
    reply_title: "Title",
    reply_title_bn: "Title in Bangla",
    content: "Answer",
    content_bn: "Answer in Bangla",
    bangla_hint: "If empty, the English text is used.",
    use_of_it: "Category and visibility",
    category: "Category",
    category_hint: "Choose one or write a new one.",
    is_active: "Active",
    is_active_hint: "When off, agents don't see it.",
    preview: "Preview",
    nothing_to_preview: "The answer appears here as you type.",
    delete: "Delete",
    delete_question: "Delete this quick reply?",
    delete_hint: "Messages already sent aren't affected. This can't be undone.",
    changed_meanwhile: "Someone else has changed this quick reply. Your text is still here: save to \
                        keep yours, or discard it to load theirs.",
    deleted_meanwhile: "Someone else has deleted this quick reply. Your text is still here: save to \
                        add it again.",
};

const BN: QuickReplyTexts = QuickReplyTexts {
    title: "কুইক রিপ্লাই",
    hint: "যেসব উত্তর আপনার দল প্রায়ই দেয়। উত্তরে / লিখে এগুলো বসানো যায়।",
    add: "কুইক রিপ্লাই যোগ করুন",
    empty: "এখনও কোনো কুইক রিপ্লাই নেই",
    empty_hint: "প্রতিদিন যে উত্তরগুলো দিতে হয় সেগুলো যোগ করুন। এজেন্টরা উত্তরে / লিখে এগুলো বসাতে পারেন।",
    no_category: "বিভাগ নেই",
    not_offered: "নিষ্ক্রিয়",
    order_conflict: "অন্য কেউ তালিকাটি বদলেছেন। তালিকা আবার লোড করা হয়েছে।",
    back: "সব কুইক রিপ্লাই",
    new_title: "নতুন কুইক রিপ্লাই",
    edit_title: "কুইক রিপ্লাই",
    edit_hint: "এজেন্টরা কথোপকথনের ভাষায় এটি দেখেন এবং পাঠানোর আগে বদলাতে পারেন।",
    gone: "এই কুইক রিপ্লাইটি আর নেই।",
    texts: "লেখা",
    placeholders: "ব্যবহারের সময় {customer_name}, {agent_name} ও {conversation_id} পূরণ হয়।",
    reply_title: "শিরোনাম",
    reply_title_bn: "বাংলা শিরোনাম",
    content: "উত্তর",
    content_bn: "বাংলা উত্তর",
    bangla_hint: "খালি থাকলে ইংরেজি লেখাটি ব্যবহার হয়।",
    use_of_it: "বিভাগ ও দৃশ্যমানতা",
    category: "বিভাগ",
    category_hint: "একটি বেছে নিন বা নতুন লিখুন।",
    is_active: "সক্রিয়",
    is_active_hint: "বন্ধ থাকলে এজেন্টরা এটি দেখেন না।",
    preview: "প্রিভিউ",
    nothing_to_preview: "লিখলে উত্তরটি এখানে দেখা যায়।",
    delete: "মুছে ফেলুন",
    delete_question: "এই কুইক রিপ্লাইটি মুছে ফেলবেন?",
    delete_hint: "আগে পাঠানো বার্তার কোনো পরিবর্তন হবে না। এটি আর ফেরানো যাবে না।",
    changed_meanwhile: "অন্য কেউ এই কুইক রিপ্লাইটি বদলেছেন। আপনার লেখা এখানেই আছে: আপনারটি রাখতে সংরক্ষণ করুন, \
                        অথবা তাঁরটি দেখতে বাদ দিন।",
    deleted_meanwhile: "অন্য কেউ এই কুইক রিপ্লাইটি মুছে ফেলেছেন। আপনার লেখা এখানেই আছে: আবার যোগ করতে সংরক্ষণ করুন।",
};

impl QuickReplyTexts {
    /// Returns the texts in a language.
    pub const fn of(language: Language) -> &'static Self {
        match language {
            Language::En => &EN,
            Language::Bn => &BN,
        }
    }
}
