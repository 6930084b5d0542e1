package cloud.kuryzhev.rbacguard.drift;

import static java.util.stream.Collectors.toSet;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The chart's alerting rules, and the cases that they are tested by. */
final class Alerts {

    static final Path CASES = Path.of("src/test/resources/alerts.yaml");

    private static final Path RULES = Path.of("../chart/files/alerts.yaml");
    private static final Pattern METRIC = Pattern.compile("\\brbac_[a-z_]+");

    private Alerts() {}

    static List<Map<?, ?>> rules() {
        return maps(Objects.requireNonNull(maps(read(RULES), "groups").getFirst()), "rules");
    }

    static List<Map<?, ?>> cases() {
        return maps(read(CASES), "tests").stream()
                .flatMap(it -> maps(it, "alert_rule_test").stream())
                .toList();
    }

    /** The names of all metrics that they read. */
    static Set<String> metrics() {
        return rules().stream()
                .flatMap(
                        rule -> METRIC.matcher(String.valueOf(rule.get("expr"))).results())
                .map(MatchResult::group)
                .collect(toSet());
    }

    static List<Map<?, ?>> maps(Map<?, ?> map, String key) {
        return map.get(key) instanceof List<?> list
                ? list.stream().<Map<?, ?>>map(it -> (Map<?, ?>) it).toList()
                : List.of();
    }

    private static Map<?, ?> read(Path file) {
        try {
            return new KubernetesSerialization().unmarshal(Files.readString(file), Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
