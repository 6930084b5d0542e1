package cloud.kuryzhev.rbacguard.kube.admission;

import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.ROLE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.RbacResources;
import cloud.kuryzhev.rbacguard.kube.admission.AdmissionRequest.Judgeable;
import cloud.kuryzhev.rbacguard.policy.rbac.Role;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever arrives is answered, and no rule of a role gets lost on the way: fabric8's own parser is the witness. */
class ReviewPropertiesTest {

    private static final byte[] GOOD = ROLE.getBytes(UTF_8);
    private static final List<String> VALUES =
            List.of("7", "true", "\"*\"", "[]", "{}", "[\"*\"]", "{\"verbs\":[\"*\"]}");

    @Property(tries = 3000)
    void randomBytesNeverThrow(@ForAll byte @Size(max = 300) [] bytes) {
        assertThat(AdmissionReviewReader.read(bytes)).isNotInstanceOf(Judgeable.class);
    }

    @Property(tries = 10_000)
    void aChangedByteLosesNoRule(@ForAll @IntRange(max = 1_000_000) int at, @ForAll byte value) throws IOException {
        byte[] bytes = GOOD.clone();
        bytes[at % bytes.length] = value;
        assertNoRuleIsLost(bytes);
    }

    @Property(tries = 3000)
    void aMissingStretchLosesNoRule(
            @ForAll @IntRange(max = 1_000_000) int from, @ForAll @IntRange(min = 1, max = 60) int length)
            throws IOException {
        int start = from % GOOD.length;
        int end = Math.min(GOOD.length, start + length);
        byte[] bytes = new byte[GOOD.length - (end - start)];
        System.arraycopy(GOOD, 0, bytes, 0, start);
        System.arraycopy(GOOD, end, bytes, start, GOOD.length - end);
        assertNoRuleIsLost(bytes);
    }

    @Property(tries = 3000)
    void anotherValueAnywhereLosesNoRule(
            @ForAll @IntRange(max = 1_000_000) int at, @ForAll @IntRange(max = 6) int value) throws IOException {
        JsonNode root = GoodReviews.tree(ROLE);
        List<Runnable> changes = new ArrayList<>();
        collect(root, GoodReviews.tree(VALUES.get(value)), changes);
        changes.get(at % changes.size()).run();
        assertNoRuleIsLost(root.toString().getBytes(UTF_8));
    }

    private static void collect(JsonNode node, JsonNode value, List<Runnable> changes) {
        switch (node) {
            case ObjectNode object ->
                object.properties().forEach(field -> {
                    changes.add(() -> object.set(field.getKey(), value));
                    collect(field.getValue(), value, changes);
                });
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    int index = i;
                    changes.add(() -> array.set(index, value));
                    collect(array.get(i), value, changes);
                }
            }
            default -> {}
        }
    }

    private static void assertNoRuleIsLost(byte[] bytes) throws IOException {
        if (AdmissionReviewReader.read(bytes) instanceof Judgeable judgeable
                && judgeable.review().object() instanceof Role role) {
            JsonNode review = GoodReviews.JSON.readTree(bytes);
            assertThat(judgeable.uid()).isEqualTo(review.at("/request/uid").textValue());
            ObjectNode rules = GoodReviews.JSON.createObjectNode();
            rules.set("rules", review.at("/request/object").get("rules")); // null is none, as for the API server
            rules.putObject("metadata").put("name", "any");
            assertThat(role.rules())
                    .isEqualTo(RbacResources.toModel(GoodReviews.JSON.treeToValue(rules, ClusterRole.class))
                            .rules());
        }
    }
}
