//! Effects and tasks on the browser's executor.

use std::{cell::RefCell, rc::Rc};

use adda::ui::{bell::Bell, signals::*};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// Lets tasks and effects run.
async fn tick() {
    for _ in 0..3 {
        let _ = JsFuture::from(js_sys::Promise::resolve(&wasm_bindgen::JsValue::NULL)).await;
    }
}

#[wasm_bindgen_test]
async fn an_effect_runs_again_after_a_change_until_its_owner_ends() {
    prepare_executor();
    let (owner, seen) = (Owner::new(), Rc::new(RefCell::new(Vec::new())));
    let signal = owner.with(|| RwSignal::new(1));
    let noted = Rc::clone(&seen);
    owner.with(|| effect_now(Box::new(move || noted.borrow_mut().push(signal.get()))));
    signal.set(2);
    tick().await;
    assert_eq!(seen.take(), [1, 2]);
    signal.set(3);
    owner.cleanup();
    tick().await;
    assert_eq!(seen.take(), [0; 0]);
}

#[wasm_bindgen_test]
async fn a_task_ends_with_its_owner() {
    prepare_executor();
    let (owner, seen, bell) = (Owner::new(), Rc::new(RefCell::new(Vec::new())), Bell::default());
    let (noted, rung) = (Rc::clone(&seen), bell.clone());
    owner.with(|| {
        spawn_owned(async move {
            for number in 1.. {
                rung.rings().await;
                noted.borrow_mut().push(number);
            }
        });
    });
    bell.ring();
    tick().await;
    assert_eq!(seen.take(), [1]);
    owner.cleanup();
    bell.ring();
    tick().await;
    assert_eq!(seen.take(), [0; 0]);
    assert_eq!(Rc::strong_count(&seen), 1, "the task is gone");
}
