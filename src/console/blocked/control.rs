//! Blocks the customer of the open conversation, or lifts the block.

use leptos::{html, prelude::*};

use super::{Facts, texts::BlockTexts};
use crate::{
    api::blocks::{block_customer, unblock_customer},
    console::{
        lazy::{BLOCK_TOOLS, PartInPage},
        link::Link,
        locale::use_locale,
        place,
        request::Request,
    },
    model::{
        block::{ADDRESS_HOURS, Block, NewBlock},
        ids::ConversationId,
    },
};

/// The block of a conversation's customer, provided in the context to the part of the program that
/// shows and changes it.
#[derive(Clone, Copy)]
struct Blocking {
    conversation: StoredValue<ConversationId>,
    is_anonymous: Signal<bool>,
    block: Signal<Option<Block>>,
    on_change: Callback<Option<Block>>,
    /// Whether the dialog asks for confirmation.
    is_asking: RwSignal<bool>,
}

/// Shows the block of a conversation's customer, with the button that blocks or
/// unblocks.
#[component]
pub fn BlockControl(
    /// The conversation.
    id: ConversationId,
    /// Whether the customer is an anonymous visitor.
    #[prop(into)]
    is_anonymous: Signal<bool>,
    /// The block, if there is one.
    #[prop(into)]
    block: Signal<Option<Block>>,
    /// Called with the new block, or with none once it is lifted.
    #[prop(into)]
    on_change: Callback<Option<Block>>,
) -> impl IntoView {
    let locale = use_locale();
    let texts = move || BlockTexts::of(locale.language());
    let is_asking = RwSignal::new(false);
    let is_blocked = Memo::new(move |_| block.with(Option::is_some));
    provide_context(Blocking { conversation: StoredValue::new(id), is_anonymous, block, on_change, is_asking });
    view! {
        <div class="block-control">
            <Show when=move || !is_blocked.get()>
                <button type="button" class="link-button" aria-haspopup="dialog" on:click=move |_| is_asking.set(true)>
                    {move || texts().block}
                </button>
            </Show>
            <PartInPage part=BLOCK_TOOLS is_wanted=Signal::derive(move || is_blocked.get() || is_asking.get()) />
            <Link href=place::BLOCKED class="link-button">{move || texts().all}</Link>
        </div>
    }
}

/// Shows who has blocked the customer, with the button that lifts the block, and asks before a
/// customer is blocked.
#[component]
pub fn BlockTools() -> impl IntoView {
    let locale = use_locale();
    let Blocking { conversation, is_anonymous, block, on_change, is_asking } = expect_context();
    let blocking = Request::change(
        move |block| block_customer(conversation.get_value(), block),
        move |block| on_change.run(Some(block)),
    );
    let make = Callback::new(move |address_hours: Option<u32>| blocking.send(NewBlock { address_hours }));
    let lifting = Request::change(unblock_customer, move |()| on_change.run(None));
    let shown = move || {
        block.get().map(|block| {
            let id = block.id;
            view! {
                <Facts block />
                <button type="button" class="button" on:click=move |_| lifting.send(id)>
                    {move || BlockTexts::of(locale.language()).unblock}
                </button>
            }
        })
    };
    view! {
        {shown}
        <Question is_open=is_asking is_anonymous on_confirm=make />
    }
}

/// Asks for confirmation before blocking, and whether to block the address too.
#[component]
fn Question(is_open: RwSignal<bool>, is_anonymous: Signal<bool>, on_confirm: Callback<Option<u32>>) -> impl IntoView {
    let locale = use_locale();
    let texts = move || BlockTexts::of(locale.language());
    let dialog = NodeRef::<html::Dialog>::new();
    let with_address = RwSignal::new(false);
    Effect::new(move || {
        let Some(dialog) = dialog.get() else { return };
        if is_open.get() && !dialog.open() {
            with_address.set(is_anonymous.get_untracked());
            // Fails only if the dialog is not in the document.
            let _ = dialog.show_modal();
        } else if !is_open.get() && dialog.open() {
            dialog.close();
        }
    });
    let confirm = move |_| {
        is_open.set(false);
        on_confirm.run(with_address.get_untracked().then_some(ADDRESS_HOURS));
    };
    view! {
        <dialog
            class="confirm"
            node_ref=dialog
            aria-label=move || texts().question
            on:close=move |_| is_open.set(false)
        >
            <h2>{move || texts().question}</h2>
            <p>{move || texts().consequence}</p>
            <Show when=move || is_anonymous.get()>
                <label class="confirm-check">
                    <input
                        type="checkbox"
                        prop:checked=with_address
                        on:change=move |event| with_address.set(event_target_checked(&event))
                    />
                    <span>{move || texts().address_too}</span>
                </label>
                <p class="quiet">{move || texts().address_hint}</p>
            </Show>
            <div class="confirm-choices">
                <button type="button" class="button" autofocus on:click=move |_| is_open.set(false)>
                    {move || texts().cancel}
                </button>
                <button type="button" class="button button--danger" on:click=confirm>{move || texts().confirm}</button>
            </div>
        </dialog>
    }
}
