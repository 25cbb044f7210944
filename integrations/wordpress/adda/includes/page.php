<?php
// The script tags on the shop's pages.

declare(strict_types=1);

defined('ABSPATH') || exit;

/** Returns the address of the chat's script; empty if no server is set. */
function adda_script(): string
{
    $server = adda_options()['server'];
    return $server === '' ? '' : "$server/widget.js";
}

/** Returns whether a script of the page fetches the token, because the page comes from a cache. */
function adda_fetches_token(): bool
{
    return adda_identifies() && adda_options()['fetch'];
}

add_action('wp_enqueue_scripts', function (): void {
    if (adda_script() === '') {
        return;
    }
    if (!adda_fetches_token()) {
        // Without a version: the server tells browsers itself when the script is new.
        wp_enqueue_script('adda-widget', adda_script(), [], null, true);
    }
    if (adda_identifies()) {
        $file = plugins_url('renewal.js', dirname(__DIR__) . '/adda.php');
        wp_enqueue_script('adda-renewal', $file, [], ADDA_VERSION, true);
    }
});

// A page with a token is for one customer. Page caches know this constant.
add_action('template_redirect', function (): void {
    if (is_user_logged_in() && adda_identifies() && !adda_fetches_token()) {
        defined('DONOTCACHEPAGE') || define('DONOTCACHEPAGE', true);
        nocache_headers();
    }
});

add_filter('script_loader_tag', function (string $tag, string $handle): string {
    $attributes = adda_attributes($handle);
    if ($attributes === null) {
        return $tag;
    }
    // Written here, because WordPress' own way adds an attribute that the chat does not know.
    $text = ' async';
    foreach ($attributes as $name => $value) {
        $text .= sprintf(' %s="%s"', $name, esc_attr($value));
    }
    return preg_replace_callback('/ src=/', fn(): string => "$text src=", $tag, 1) ?? $tag;
}, 10, 2);

/**
 * Returns the attributes of a script tag; null if it is not one of this plugin. An empty token
 * means that no customer is signed in.
 *
 * @return ?array<string, string>
 */
function adda_attributes(string $handle): ?array
{
    if (!in_array($handle, ['adda-widget', 'adda-renewal'], true)) {
        return null;
    }
    $language = adda_options()['language'];
    $line = $language !== '' ? ['data-locale' => $language] : [];
    if (adda_identifies()) {
        $line['data-sign-in-url'] = adda_sign_in_url();
    }
    if ($handle === 'adda-widget') {
        return $line + (adda_identifies() ? ['data-identity-token' => adda_customer_token()] : []);
    }
    $renewal = ['data-url' => admin_url('admin-ajax.php?action=adda_token')];
    return $renewal + (adda_fetches_token() ? ['data-line' => adda_script()] + $line : []);
}

/** Returns where customers sign in: WooCommerce's account page, or else that of WordPress. */
function adda_sign_in_url(): string
{
    $account = function_exists('wc_get_page_permalink') ? wc_get_page_permalink('myaccount') : '';
    return is_string($account) && $account !== '' ? $account : wp_login_url();
}
