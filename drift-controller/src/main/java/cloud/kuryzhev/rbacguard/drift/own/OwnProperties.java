package cloud.kuryzhev.rbacguard.drift.own;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What an operator may set about the guard's own objects.
 *
 * @param manifests a directory of YAML files, as the chart renders them; none is watched without
 * @param grace how long one must differ before it is put back: an upgrade or uninstallation is no tampering
 */
@ConfigurationProperties("rbac-guard.own")
public record OwnProperties(@Nullable Path manifests, Duration grace) {}
