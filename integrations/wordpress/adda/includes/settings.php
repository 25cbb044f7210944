<?php
// The page with the settings. `options.php` of WordPress checks the nonce and the capability
// before it saves.

declare(strict_types=1);

defined('ABSPATH') || exit;

add_action('admin_menu', function (): void {
    add_options_page(__('Adda', 'adda'), __('Adda', 'adda'), 'manage_options', 'adda', 'adda_settings_page');
});

add_action('admin_init', function (): void {
    register_setting('adda', 'adda_settings', [
        'type' => 'array',
        'sanitize_callback' => 'adda_checked_settings',
        'show_in_rest' => false,
    ]);
});

/**
 * Returns the settings to store. An empty field for the secret keeps the stored one, because
 * the page never contains it.
 *
 * @param mixed $input
 * @return array{server: string, language: string, identify: bool, fetch: bool, secret: string}
 */
function adda_checked_settings($input): array
{
    $before = adda_options();
    $text = fn(string $name): string => is_array($input) && is_string($input[$name] ?? null) ? trim($input[$name]) : '';
    $server = adda_origin($text('server'));
    if ($server === '' && $text('server') !== '') {
        add_settings_error('adda_settings', 'server', __('Enter the address of the server, such as https://support.example.com.', 'adda'));
        $server = $before['server'];
    }
    $is_removed = !empty($input['remove_secret']);
    return [
        'server' => $server,
        'language' => isset(ADDA_LANGUAGES[$text('language')]) ? $text('language') : '',
        'identify' => !empty($input['identify']),
        'fetch' => !empty($input['fetch']),
        'secret' => $is_removed ? '' : ($text('secret') !== '' ? $text('secret') : $before['secret']),
    ];
}

function adda_settings_page(): void
{
    if (!current_user_can('manage_options')) {
        return;
    }
    $options = adda_options();
    $is_in_file = defined('ADDA_IDENTITY_SECRET');
    $has_secret = $options['secret'] !== '';
    ?>
    <div class="wrap">
      <h1><?php esc_html_e('Adda', 'adda'); ?></h1>
      <form action="options.php" method="post">
        <?php settings_fields('adda'); ?>
        <table class="form-table" role="presentation">
          <tr>
            <th scope="row"><label for="adda-server"><?php esc_html_e('Server', 'adda'); ?></label></th>
            <td>
              <input id="adda-server" name="adda_settings[server]" type="url" class="regular-text" placeholder="https://support.example.com" value="<?php echo esc_attr($options['server']); ?>">
              <p class="description"><?php echo esc_html(sprintf(
                  /* translators: %s is the address of this site. */
                  __('Allow %s in its settings. If empty, the chat is off.', 'adda'),
                  adda_origin(home_url())
              )); ?></p>
            </td>
          </tr>
          <tr>
            <th scope="row"><label for="adda-language"><?php esc_html_e('Language', 'adda'); ?></label></th>
            <td>
              <select id="adda-language" name="adda_settings[language]">
                <option value=""><?php esc_html_e('Same as the page', 'adda'); ?></option>
                <?php foreach (ADDA_LANGUAGES as $tag => $name) : ?>
                  <option value="<?php echo esc_attr($tag); ?>" <?php selected($options['language'], $tag); ?>><?php echo esc_html($name); ?></option>
                <?php endforeach; ?>
              </select>
            </td>
          </tr>
          <tr>
            <th scope="row"><?php esc_html_e('Customers', 'adda'); ?></th>
            <td>
              <label><input name="adda_settings[identify]" type="checkbox" value="1" <?php checked($options['identify']); ?>>
                <?php esc_html_e('Identify customers who are signed in', 'adda'); ?></label><br>
              <label><input name="adda_settings[fetch]" type="checkbox" value="1" <?php checked($options['fetch']); ?>>
                <?php esc_html_e('Pages for signed-in customers come from a cache', 'adda'); ?></label>
              <p class="description"><?php esc_html_e('With caching, pages contain no token. A script fetches it.', 'adda'); ?></p>
            </td>
          </tr>
          <tr>
            <th scope="row"><label for="adda-secret"><?php esc_html_e('Identity secret', 'adda'); ?></label></th>
            <td>
              <?php if ($is_in_file) : ?>
                <p><?php esc_html_e('ADDA_IDENTITY_SECRET in wp-config.php is used.', 'adda'); ?></p>
              <?php else : ?>
                <input id="adda-secret" name="adda_settings[secret]" type="password" class="regular-text" autocomplete="off" value="">
                <p class="description"><?php echo esc_html($has_secret
                    ? __('A secret is stored. Leave the field empty to keep it.', 'adda')
                    : __('Copy it from Settings, Identity secret, in the console.', 'adda')); ?></p>
                <?php if ($has_secret) : ?>
                  <label><input name="adda_settings[remove_secret]" type="checkbox" value="1"> <?php esc_html_e('Remove secret', 'adda'); ?></label>
                <?php endif; ?>
              <?php endif; ?>
            </td>
          </tr>
        </table>
        <?php submit_button(); ?>
      </form>
    </div>
    <?php
}
