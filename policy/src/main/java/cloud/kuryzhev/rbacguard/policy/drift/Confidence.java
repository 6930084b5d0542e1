package cloud.kuryzhev.rbacguard.policy.drift;

import java.time.Instant;

/**
 * What verdicts rest on, beside the window; in parts, since a single number would hide which of them is thin.
 *
 * @param gaplessSince since when nothing was missed; the window begins then or later
 * @param youngest what is youngest of all that must be old enough to be judged, and since when it is there
 * @param required how long the window must be
 */
public record Confidence(Instant gaplessSince, String youngest, RequiredWindow required) {}
