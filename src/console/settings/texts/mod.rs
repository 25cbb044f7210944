//! The texts of the settings.

mod preview;
mod retention;

use crate::{
    console::declare_texts::texts,
    model::{
        config::{Asked, WidgetPosition},
        identity::IdentityRejection,
    },
};

pub use self::{preview::PreviewTexts, retention::RetentionTexts};

texts! {
    /// The texts of the settings. A label has the name of its field in the API.
    pub struct SettingsTexts;

    labels {
        shop_name = "Name of the shop, English", "দোকানের নাম, ইংরেজি";
        shop_name_bn = "Name of the shop, Bangla", "দোকানের নাম, বাংলা";
        shop_url = "Web address of the shop", "দোকানের ওয়েব ঠিকানা";
        shop_logo = "Logo", "লোগো";
        is_enabled = "Show the chat on the shop's pages", "দোকানের পাতায় চ্যাট দেখান";
        widget_position = "Position", "অবস্থান";
        primary_color = "Colour", "রং";
        show_online_status = "Say whether support is online", "সহায়তা অনলাইনে আছে কি না দেখান";

        welcome_message = "Welcome message, English", "স্বাগত বার্তা, ইংরেজি";
        welcome_message_bn = "Welcome message, Bangla", "স্বাগত বার্তা, বাংলা";
        offline_message = "Offline message, English", "অফলাইন বার্তা, ইংরেজি";
        offline_message_bn = "Offline message, Bangla", "অফলাইন বার্তা, বাংলা";

        business_hours_enabled = "Follow business hours", "কাজের সময় মেনে চলুন";
        business_hours_start = "Opens", "খোলে";
        business_hours_end = "Closes", "বন্ধ হয়";
        weekdays = "Open days", "খোলা দিন";
        timezone = "Time zone", "সময় অঞ্চল";
        holidays = "Holidays", "ছুটির দিন";

        allow_anonymous = "Let anonymous visitors write", "অচেনা দর্শনার্থীকে লিখতে দিন";
        prechat_name = "Ask for the name first", "আগে নাম জিজ্ঞাসা করুন";
        prechat_email = "Ask for the email address first", "আগে ইমেইল ঠিকানা জিজ্ঞাসা করুন";
        rating_enabled = "Ask how it went", "কেমন হলো জিজ্ঞাসা করুন";
        allowed_origins = "Shops that may show the chat", "যেসব দোকান চ্যাট দেখাতে পারবে";

        max_file_size = "Largest file", "সবচেয়ে বড় ফাইল";
        attachment_types = "Kinds of file that are taken", "যে ধরনের ফাইল নেওয়া হয়";

        auto_assign = "Give new conversations to agents", "নতুন কথোপকথন এজেন্টদের দিন";
        release_after_minutes =
            "Reassign an absent agent's conversations after",
            "অনুপস্থিত এজেন্টের কথোপকথন অন্যদের দেওয়া হবে";

        require_two_factor = "Require two-factor authentication", "দুই ধাপে যাচাই আবশ্যক করুন";

        keep_conversations_days = "Delete ended conversations after", "শেষ হওয়া কথোপকথন মুছে ফেলা হবে";
        keep_attachments_days = "Delete files after", "ফাইল মুছে ফেলা হবে";
        keep_log_days = "Delete entries of the log after", "লগের ভুক্তি মুছে ফেলা হবে";
    }

    texts {
        title = "Settings", "সেটিংস";
        hint =
            "How the chat looks and works on your shop's pages.",
            "আপনার দোকানের পাতায় চ্যাট দেখতে কেমন হবে এবং কীভাবে কাজ করবে।";

        shop = "Shop", "দোকান";
        shop_url_hint =
            "Customers' pages link back to it. For example https://shop.example.com.",
            "গ্রাহকদের পাতা থেকে এখানে ফেরা যায়। যেমন https://shop.example.com।";
        shop_name_hint =
            "Shown in the chat until an agent has the conversation, and on customers' pages. Empty: “Support”.",
            "কোনো এজেন্ট কথোপকথন নেওয়ার আগে চ্যাটে এবং গ্রাহকদের পাতায় দেখা যায়। খালি থাকলে: “সহায়তা”।";
        appearance = "Chat widget", "চ্যাট উইজেট";
        is_enabled_hint =
            "When off, customers can't start conversations. Ongoing ones continue.",
            "বন্ধ থাকলে কেউ নতুন কথোপকথন শুরু করতে পারবে না। চলমানগুলো চলবে।";
        primary_color_hint =
            "Where text stands on it, it is darkened until the text can be read.",
            "এর ওপর লেখা থাকলে লেখা পড়ার মতো গাঢ় করে নেওয়া হয়।";
        pick_color = "Pick a colour", "একটি রং বেছে নিন";
        show_online_status_hint = "In the header of the chat, below the name.", "চ্যাটের ওপরে, নামের নিচে।";
        positions: [&'static str; 2] = ["Bottom right", "Bottom left"], ["নিচে ডানে", "নিচে বামে"];

        messages = "Messages", "বার্তা";
        bangla_hint =
            "Without a Bangla text the English one is shown.",
            "বাংলা লেখা না থাকলে ইংরেজিটি দেখানো হয়।";

        hours = "Business hours", "কাজের সময়";
        business_hours_enabled_hint =
            "When off, the chat is online whenever an agent is online.",
            "বন্ধ থাকলে কোনো এজেন্ট অনলাইনে থাকলেই চ্যাট অনলাইন।";
        hours_hint =
            "Outside these hours customers see the offline message and their messages wait in the queue. \
             Hours that end before they start run past midnight.",
            "এই সময়ের বাইরে গ্রাহক অফলাইন বার্তা দেখেন, আর তাঁর লেখা সারিতে অপেক্ষা করে। \
             শেষের সময় শুরুর আগে হলে তা পরদিন পর্যন্ত ধরা হয়।";
        all_day = "All day", "সারা দিন";
        closed = "Closed", "বন্ধ";
        add_period = "Add hours", "সময় যোগ করুন";
        copy_to_all = "Copy to all days", "সব দিনে নকল করুন";
        remove = "Remove these hours", "এই সময় সরান";
        days: [&'static str; 7] =
            ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
            ["সোমবার", "মঙ্গলবার", "বুধবার", "বৃহস্পতিবার", "শুক্রবার", "শনিবার", "রবিবার"];
        from = "from", "থেকে";
        until = "until", "পর্যন্ত";
        timezone_hint =
            "Type a city to find it. Summer time is taken care of.",
            "খুঁজতে শহরের নাম ইংরেজিতে লিখুন। গ্রীষ্মকালীন সময় নিজে থেকেই ধরা হয়।";
        holidays_hint =
            "No hours begin on these days. A night that began the evening before still ends as usual.",
            "এই দিনগুলোতে কোনো সময় শুরু হয় না। আগের সন্ধ্যায় শুরু হওয়া রাত যথারীতি শেষ হয়।";
        holiday_date = "Date", "তারিখ";
        holiday_name = "Name, English", "নাম, ইংরেজি";
        holiday_name_bn = "Name, Bangla", "নাম, বাংলা";
        add_holiday = "Add a holiday", "ছুটির দিন যোগ করুন";
        remove_holiday = "Remove this holiday", "এই ছুটির দিন সরান";

        visitors = "Visitors", "দর্শনার্থী";
        allow_anonymous_hint =
            "While it is off, only customers who are signed in to your shop can.",
            "বন্ধ থাকলে কেবল আপনার দোকানে সাইন ইন করা গ্রাহকেরা লিখতে পারবেন।";
        asked: [&'static str; 3] =
            ["Do not ask", "Optional", "Required"],
            ["জিজ্ঞাসা নয়", "ঐচ্ছিক", "আবশ্যক"];
        rating_enabled_hint =
            "Once a conversation is over, from 1 to 5, with room for a comment.",
            "কথোপকথন শেষ হলে, ১ থেকে ৫, সঙ্গে মন্তব্যের জায়গা।";
        allowed_origins_hint =
            "One address a line, such as https://shop.example.com. Those of the configuration always may.",
            "প্রতি লাইনে একটি ঠিকানা, যেমন https://shop.example.com। কনফিগারেশনেরগুলো সব সময় পারে।";

        files = "Files", "ফাইল";
        megabytes = "MB", "মেগাবাইট";
        attachment_types_hint =
            "Without any, no files can be sent.",
            "কোনোটি না থাকলে ফাইল পাঠানো যাবে না।";

        assignment = "Assignment", "দায়িত্ব বণ্টন";
        auto_assign_hint =
            "To who is online and has the fewest open ones. While it is off, agents take them from the queue.",
            "যিনি অনলাইনে আছেন ও যাঁর খোলা কথোপকথন সবচেয়ে কম। বন্ধ থাকলে এজেন্টরা সারি থেকে নেন।";
        release_after_minutes_hint =
            "Open conversations of an agent who is offline go back to the queue after this time.",
            "এজেন্ট এতক্ষণ অফলাইনে থাকলে তাঁর খোলা কথোপকথন আবার সারিতে ফিরে যায়।";
        minutes = "minutes", "মিনিট পরে";

        security = "Security", "নিরাপত্তা";
        require_two_factor_hint =
            "Agents who haven't set it up, including you, must do so before they can continue.",
            "আপনিসহ যে এজেন্টরা এটি চালু করেননি, তাঁদের কাজ চালিয়ে যেতে আগে এটি চালু করতে হবে।";

        identity = "Identity secret", "পরিচয়ের গোপন চাবি";
        identity_hint =
            "Your shop's server signs with it who a customer is. Keep it there, never in a page.",
            "গ্রাহক কে, আপনার দোকানের সার্ভার এটি দিয়ে স্বাক্ষর করে। এটি সেখানেই রাখুন, কোনো পাতায় নয়।";
        secret = "Identity secret", "পরিচয়ের গোপন চাবি";
        show_secret = "Show the secret", "চাবিটি দেখান";
        hide_secret = "Hide", "লুকান";
        replace_secret = "Replace", "বদলান";
        replace_question = "Replace the identity secret?", "পরিচয়ের গোপন চাবি বদলাবেন?";
        replace_consequence =
            "A new one is made. The present one stays valid until you forget it, the one before it no longer.",
            "একটি নতুন চাবি তৈরি হবে। বর্তমানটি ভুলে না যাওয়া পর্যন্ত চলবে, তার আগেরটি আর নয়।";
        previous_is_valid =
            "The secret before this one is still accepted. Forget it once your shop uses the new one.",
            "আগের চাবিটি এখনও গ্রহণ করা হয়। আপনার দোকান নতুনটি ব্যবহার করলে এটি ভুলে যান।";
        forget_previous = "Forget the old one", "পুরোনোটি ভুলে যান";
        forget_question = "Forget the old secret?", "পুরোনো চাবিটি ভুলে যাবেন?";
        forget_consequence =
            "Customers for whom your shop still signs with it will be refused.",
            "যেসব গ্রাহকের জন্য আপনার দোকান এখনও এটি দিয়ে স্বাক্ষর করে, তাঁদের ফিরিয়ে দেওয়া হবে।";
        end_sessions = "End all customer sessions", "সব গ্রাহকের সেশন শেষ করুন";
        end_sessions_hint =
            "If the secret may have leaked, replace it, forget the old one and end all sessions.",
            "অন্য কেউ চাবিটি জেনে থাকতে পারলে এটি বদলান, পুরোনোটি ভুলে যান এবং সব সেশন শেষ করুন।";
        end_sessions_question = "End the sessions of all customers?", "সব গ্রাহকের সেশন শেষ করবেন?";
        end_sessions_consequence =
            "Identified customers go on as soon as a page of your shop identifies them again. Anonymous \
             visitors lose their conversations; your team keeps them.",
            "দোকানের কোনো পাতা আবার পরিচয় জানালেই পরিচিত গ্রাহকেরা আগের মতো চালিয়ে যেতে পারবেন। অচেনা \
             দর্শনার্থীরা তাঁদের কথোপকথন আর পাবেন না; আপনার দলের কাছে সেগুলো থাকবে।";
        sessions_ended = "All customer sessions have ended.", "সব গ্রাহকের সেশন শেষ হয়েছে।";
        secret_is_fixed =
            "It is set by the server's configuration (ADDA_IDENTITY_SECRET) and can only be changed there.",
            "এটি সার্ভারের কনফিগারেশনে (ADDA_IDENTITY_SECRET) ঠিক করা, কেবল সেখানেই বদলানো যায়।";
        check_token = "Check a token", "টোকেন যাচাই করুন";
        check_token_hint =
            "Paste a token that your shop's server has signed. It does not sign anyone in.",
            "আপনার দোকানের সার্ভারের স্বাক্ষর করা একটি টোকেন পেস্ট করুন। এতে কেউ সাইন ইন হবে না।";
        check_token_now = "Check", "যাচাই করুন";
        token_accepted =
            "The token is accepted. It names this customer:",
            "টোকেনটি গ্রহণযোগ্য। এতে যে গ্রাহকের নাম আছে:";
        token_until = "Valid until ", "মেয়াদ শেষ: ";
        token_of_previous =
            "It is signed with the secret before the present one.",
            "এটি আগের চাবি দিয়ে স্বাক্ষর করা।";
        token_rejected: [&'static str; 3] =
            [
        "The token has expired. Sign a new one for each page.",
        "The signature is wrong. Sign with HS256 and the secret above.",
        "A claim in the token is missing or cannot be used.",
    ],
            [
        "টোকেনের মেয়াদ শেষ। প্রতিটি পাতার জন্য নতুন টোকেন স্বাক্ষর করুন।",
        "স্বাক্ষর ভুল। HS256 এবং উপরের চাবি দিয়ে স্বাক্ষর করুন।",
        "টোকেনের কোনো তথ্য নেই বা ব্যবহার করা যায় না।",
    ];

        embed = "Put the chat on your pages", "আপনার পাতায় চ্যাট যোগ করুন";

        preview = "Preview", "প্রিভিউ";
        preview_language = "Language of the preview", "প্রিভিউর ভাষা";
        preview_state = "State of the preview", "প্রিভিউর অবস্থা";
        preview_online = "Online", "অনলাইন";
        preview_offline = "Offline", "অফলাইন";
        preview_disabled = "The chat is not shown.", "চ্যাট দেখানো হচ্ছে না।";
    }
}

impl SettingsTexts {
    /// Returns the message for a rejected token: the reason, and how to fix it.
    pub const fn token_rejected(&self, reason: IdentityRejection) -> &'static str {
        match reason {
            IdentityRejection::Expired => self.token_rejected[0],
            IdentityRejection::Signature => self.token_rejected[1],
            IdentityRejection::Claim => self.token_rejected[2],
        }
    }

    /// Returns the word for a corner.
    pub const fn position(&self, position: WidgetPosition) -> &'static str {
        match position {
            WidgetPosition::BottomRight => self.positions[0],
            WidgetPosition::BottomLeft => self.positions[1],
        }
    }

    /// Returns the word for a question's setting: off, optional or required.
    pub const fn asked(&self, asked: Asked) -> &'static str {
        match asked {
            Asked::Off => self.asked[0],
            Asked::Optional => self.asked[1],
            Asked::Required => self.asked[2],
        }
    }

    /// Returns the label of a field, by its name in the API.
    pub fn field(&self, field: &str) -> Option<&'static str> {
        match field {
            "business_periods" => Some(self.hours),
            _ => self.label(field),
        }
    }

    /// Returns the name of a weekday, 0 for Monday.
    pub fn day(&self, day: usize) -> &'static str {
        self.days.get(day).copied().unwrap_or_default()
    }

    /// Returns the label of the first time of a day's period, for screen readers.
    pub fn start_of(&self, day: usize) -> String {
        [self.day(day), ", ", self.from].concat()
    }

    /// Returns the label of the second time of a day's period, for screen readers.
    pub fn end_of(&self, day: usize) -> String {
        [self.day(day), ", ", self.until].concat()
    }

    /// Returns the label of the checkbox that makes a period last all day, for screen readers.
    pub fn all_day_of(&self, day: usize) -> String {
        [self.day(day), ", ", self.all_day].concat()
    }

    /// Returns the label of the button that adds a period to a day, for screen readers.
    pub fn add_to(&self, day: usize) -> String {
        [self.add_period, ": ", self.day(day)].concat()
    }

    /// Returns the label of the button that copies a day, for screen readers.
    pub fn copy_of(&self, day: usize) -> String {
        [self.copy_to_all, ": ", self.day(day)].concat()
    }

    /// Returns the label of the button that removes a day's period, for screen readers.
    pub fn remove_of(&self, day: usize) -> String {
        [self.remove, ": ", self.day(day)].concat()
    }
}
