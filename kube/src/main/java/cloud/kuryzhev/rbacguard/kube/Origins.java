package cloud.kuryzhev.rbacguard.kube;

import cloud.kuryzhev.rbacguard.policy.rbac.Origin;
import cloud.kuryzhev.rbacguard.policy.rbac.Origin.FieldWriter;
import cloud.kuryzhev.rbacguard.policy.rbac.Origin.OwnerReference;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code metadata.ownerReferences} and {@code metadata.managedFields}, and the model's origin. */
final class Origins {

    /** The fields that grant, as {@code FieldsV1} writes them. */
    private static final Set<String> GRANTING = Set.of("f:rules", "f:roleRef", "f:subjects", "f:aggregationRule");

    private Origins() {}

    static Origin toModel(ObjectMeta metadata) {
        return new Origin(
                stream(metadata.getOwnerReferences())
                        .map(it -> new OwnerReference(orEmpty(it.getKind()), orEmpty(it.getName())))
                        .toList(),
                stream(metadata.getManagedFields()).map(Origins::manager).toList());
    }

    private static FieldWriter manager(ManagedFieldsEntry entry) {
        return new FieldWriter(
                orEmpty(entry.getManager()),
                "Apply".equals(entry.getOperation()),
                grants(entry.getFieldsV1()),
                time(entry.getTime()));
    }

    private static boolean grants(@Nullable FieldsV1 fields) {
        return fields != null
                && fields.getAdditionalProperties().keySet().stream().anyMatch(GRANTING::contains);
    }

    /** RFC 3339; optional, and written by clients too. */
    private static Instant time(@Nullable String time) {
        try {
            return time == null ? Instant.MIN : Instant.parse(time);
        } catch (DateTimeException e) {
            return Instant.MIN;
        }
    }

    private static <T> Stream<T> stream(@Nullable List<T> list) {
        return list == null ? Stream.empty() : list.stream();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
