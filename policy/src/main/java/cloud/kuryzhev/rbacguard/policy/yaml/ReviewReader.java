package cloud.kuryzhev.rbacguard.policy.yaml;

import cloud.kuryzhev.rbacguard.policy.ReviewSettings;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Reads {@code review}: {@code {max_age: 90d}}. */
final class ReviewReader {

    private static final String MAX_AGE = "max_age";

    private ReviewReader() {}

    static ReviewSettings read(Node value, Problems problems) {
        return Fields.of(value, "\"review\"", List.of(MAX_AGE), problems)
                .get(MAX_AGE)
                .flatMap(age -> new Values(problems).duration(MAX_AGE, age))
                .map(ReviewSettings::new)
                .orElse(ReviewSettings.DEFAULT);
    }
}
