package org.saehdbw.merging.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.saehdbw.files.Sha256;
import org.saehdbw.losses.Compat;
import org.saehdbw.settings.Setting;
import org.saehdbw.settings.SettingsException;
import org.saehdbw.transfers.MaskedTransfer;

class MergeOptionsTest {
  @Test
  void defaultsAreThoseOfTheOriginalsFreshConfiguration() {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("mode", "overlay");
    expected.put("masked_hist_match", "true");
    expected.put("hist_match_threshold", "238");
    expected.put("mask_mode", "learned-prd*learned-dst");
    expected.put("erode_mask_modifier", "0");
    expected.put("blur_mask_modifier", "0");
    expected.put("motion_blur_power", "0");
    expected.put("output_face_scale", "0");
    expected.put("color_transfer_mode", "rct");
    expected.put("sharpen_mode", "none");
    expected.put("blursharpen_amount", "0");
    expected.put("super_resolution_power", "0");
    expected.put("image_denoise_power", "0");
    expected.put("bicubic_degrade_power", "0");
    expected.put("color_degrade_power", "0");
    expected.put("compat", "none");
    expected.put("landmark_smoothing", "0");
    expected.put("mask_smoothing", "0");
    expected.put("color_smoothing", "0");
    expected.put("sharpness_match", "0");
    expected.put("grain_match", "0");
    assertThat(MergeOptions.DEFAULTS.toMap()).containsExactlyEntriesOf(expected);
  }

  @Test
  void everyOptionIsReadFromItsText() throws SettingsException {
    Map<String, String> texts = new LinkedHashMap<>();
    texts.put("mode", "seamless-hist-match");
    texts.put("masked_hist_match", "n");
    texts.put("hist_match_threshold", "0");
    texts.put("mask_mode", "XSeg-prd*XSeg-dst");
    texts.put("erode_mask_modifier", "-400");
    texts.put("blur_mask_modifier", "400");
    texts.put("motion_blur_power", "100");
    texts.put("output_face_scale", "-50");
    texts.put("color_transfer_mode", "sot-m");
    texts.put("sharpen_mode", "2");
    texts.put("blursharpen_amount", "-100");
    texts.put("super_resolution_power", "1");
    texts.put("image_denoise_power", "500");
    texts.put("bicubic_degrade_power", "2");
    texts.put("color_degrade_power", "3");
    texts.put("compat", "deepfacelab");
    texts.put("landmark_smoothing", "4");
    texts.put("mask_smoothing", "5");
    texts.put("color_smoothing", "6");
    texts.put("sharpness_match", "7");
    texts.put("grain_match", "100");
    MergeOptions options = MergeOptions.of(texts, "job.yaml");
    assertThat(options)
        .isEqualTo(
            new MergeOptions(
                MergeMode.SEAMLESS_HIST_MATCH,
                false,
                0,
                MaskMode.XSEG_PRODUCT,
                -400,
                400,
                100,
                -50,
                Optional.of(MaskedTransfer.SOT_M),
                SharpenMode.GAUSSIAN,
                -100,
                1,
                500,
                2,
                3,
                Compat.DEEPFACELAB,
                new Steadiness(4, 5, 6),
                new FilmLook(7, 100)));
    assertThat(MergeOptions.of(options.toMap(), "job.yaml")).isEqualTo(options);
    assertThat(MergeSettings.ALL)
        .extracting(Setting::name)
        .containsExactlyElementsOf(texts.keySet());
  }

  @ParameterizedTest
  @CsvSource({
    "mode, 6, raw-predict",
    "mode, Original, original",
    "mask_mode, 0, full",
    "mask_mode, 9, learned-prd*learned-dst*xseg-prd*xseg-dst",
    "color_transfer_mode, 0, none",
    "color_transfer_mode, 8, mix-m",
    "sharpen_mode, 1, box"
  })
  void theOriginalsNumbersAreUnderstood(String name, String text, String word)
      throws SettingsException {
    assertThat(MergeOptions.of(Map.of(name, text), "job.yaml").toMap()).containsEntry(name, word);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mode|overly|mode must be one of original, overlay, hist-match, seamless,"
            + " seamless-hist-match, raw-rgb, raw-predict (or 0 to 6), got 'overly' (job.yaml)",
        "erode_mask_modifier|401|erode_mask_modifier must be a whole number from -400 to 400, got"
            + " '401' (job.yaml)",
        "mask_mode|10|mask_mode must be one of full, dst, learned-prd, learned-dst,"
            + " learned-prd*learned-dst, learned-prd+learned-dst, xseg-prd, xseg-dst,"
            + " xseg-prd*xseg-dst, learned-prd*learned-dst*xseg-prd*xseg-dst (or 0 to 9), got '10'"
            + " (job.yaml)",
        "blur_mask|3|unknown key 'blur_mask' (job.yaml); nearest is mask_mode"
      })
  void whatIsNotAllowedIsRefused(String name, String text, String message) {
    assertThatThrownBy(() -> MergeOptions.of(Map.of(name, text), "job.yaml"))
        .isInstanceOf(SettingsException.class)
        .hasMessage(message);
  }

  @Test
  void theFingerprintTellsOptionsApartAndLeavesDefaultsOut() throws SettingsException {
    String defaults = MergeOptions.DEFAULTS.fingerprint();
    assertThat(defaults)
        .isEqualTo(Sha256.hex("{}".getBytes(StandardCharsets.UTF_8)).substring(0, 12));
    MergeOptions other = MergeOptions.of(Map.of("grain_match", "3"), "test");
    assertThat(other.fingerprint()).isNotEqualTo(defaults);
    assertThat(other.with(Map.of("grain_match", "0"), "test").fingerprint()).isEqualTo(defaults);
  }

  @Test
  void rangesHoldForProgramsToo() {
    MergeOptions d = MergeOptions.DEFAULTS;
    assertThatThrownBy(
            () ->
                new MergeOptions(
                    d.mode(),
                    true,
                    256,
                    d.maskMode(),
                    0,
                    0,
                    0,
                    0,
                    d.colorTransfer(),
                    d.sharpenMode(),
                    0,
                    0,
                    0,
                    0,
                    0,
                    d.compat(),
                    d.steady(),
                    d.look()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hist_match_threshold must be a whole number from 0 to 255, got 256");
  }
}
