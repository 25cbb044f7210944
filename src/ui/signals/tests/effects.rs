//! Tests of effects and memos.

use super::{Dropped, Log, begin, tick};
use crate::ui::signals::*;

#[test]
fn one_runs_at_once_and_the_other_after_what_runs_now() {
    let (owner, log) = (Owner::new(), Log::default());
    begin();
    owner.with(|| {
        let (now, soon) = (log.clone(), log.clone());
        effect_soon(Box::new(move || soon.add("soon")));
        effect_now(Box::new(move || now.add("now")));
        log.add("made");
    });
    tick();
    assert_eq!(log.take(), "now made soon");
    tick();
    assert_eq!(log.take(), "");
}

#[test]
fn what_an_effect_creates_is_disposed_of_before_the_next_run() {
    let (owner, log) = (Owner::new(), Log::default());
    begin();
    owner.with(|| {
        let (outer, inner) = (RwSignal::new(1), RwSignal::new(10));
        let noted = log.clone();
        effect_now(Box::new(move || {
            let (round, inside, gone) = (outer.get(), noted.clone(), noted.clone());
            on_cleanup(move || gone.add(format!("end-of-{round}")));
            effect_now(Box::new(move || inside.add(round + inner.get())));
        }));
        inner.set(20);
        tick();
        assert_eq!(log.take(), "11 21");
        outer.set(2);
        tick();
        assert_eq!(log.take(), "end-of-1 22");
        inner.set(30);
        tick();
        assert_eq!(log.take(), "32");
    });
    owner.cleanup();
    assert_eq!(log.take(), "end-of-2");
}

#[test]
fn it_ends_with_its_owner_even_if_it_was_told_before() {
    let (owner, log) = (Owner::new(), Log::default());
    begin();
    let signal = RwSignal::new(1);
    owner.with(|| {
        let (now, soon, never) = (log.clone(), log.clone(), log.clone());
        effect_now(Box::new(move || now.add(signal.get())));
        effect_soon(Box::new(move || soon.add(signal.get() * 10)));
        tick();
        effect_soon(Box::new(move || never.add("never")));
    });
    assert_eq!(log.take(), "1 10");
    signal.set(2);
    owner.cleanup();
    tick();
    signal.set(3);
    tick();
    assert_eq!(log.take(), "");
}

#[test]
fn captured_values_are_dropped_with_the_owner() {
    let (owner, log) = (Owner::new(), Log::default());
    begin();
    let held = Dropped(log.clone(), "dropped");
    owner.with(|| effect_now(Box::new(move || held.0.add("run"))));
    tick();
    owner.cleanup();
    tick();
    assert_eq!(log.take(), "run dropped");
}

#[test]
fn a_memo_tells_only_of_real_changes() {
    let (owner, log) = (Owner::new(), Log::default());
    begin();
    owner.with(|| {
        let signal = RwSignal::new(1);
        let is_large = memo(move || signal.get() > 2);
        let noted = log.clone();
        effect_now(Box::new(move || noted.add(is_large.get())));
        for value in [2, 3, 4] {
            signal.set(value);
            tick();
        }
    });
    assert_eq!(log.take(), "false true");
}
