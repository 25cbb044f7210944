<?php
// Who the customer is, for the page and for scripts that renew the token.

declare(strict_types=1);

defined('ABSPATH') || exit;

/** Returns a token of the signed-in customer; empty if none is signed in. */
function adda_customer_token(): string
{
    $user = wp_get_current_user();
    if (!$user->exists() || !adda_identifies()) {
        return '';
    }
    $customer = ['sub' => (string) $user->ID, 'name' => adda_customer_name($user), 'email' => $user->user_email];
    /**
     * Changes the claims of a customer. If several sites use one Adda server, give each site's
     * customers ids of their own here, such as `shop-17`.
     */
    $customer = apply_filters('adda_customer', $customer, $user);
    return adda_identity_token(adda_secret(), $customer);
}

/** Returns the name of WooCommerce's billing address, or else the name that WordPress shows. */
function adda_customer_name(WP_User $user): string
{
    $parts = [
        get_user_meta($user->ID, 'billing_first_name', true),
        get_user_meta($user->ID, 'billing_last_name', true),
    ];
    $name = trim(implode(' ', array_filter($parts, 'is_string')));
    return $name !== '' ? $name : $user->display_name;
}

// Answers with a token of the caller. Browsers give the answer only to pages of this site.
add_action('wp_ajax_adda_token', 'adda_send_token');
add_action('wp_ajax_nopriv_adda_token', 'adda_send_token');

function adda_send_token(): void
{
    nocache_headers();
    wp_send_json(['token' => adda_customer_token()]);
}
