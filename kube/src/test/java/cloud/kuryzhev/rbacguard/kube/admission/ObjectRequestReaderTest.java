package cloud.kuryzhev.rbacguard.kube.admission;

import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.BINDING;
import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.ROLE;
import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.ROLE_UID;
import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.text;
import static cloud.kuryzhev.rbacguard.kube.admission.GoodReviews.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Change;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Operation;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Target;
import cloud.kuryzhev.rbacguard.kube.admission.ObjectRequest.Unreadable;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObjectRequestReaderTest {

    @Test
    void itSaysWhoDoesWhatToWhich() {
        assertThat(change(BINDING)).satisfies(change -> {
            assertThat(change.operation()).isEqualTo(Operation.UPDATE);
            assertThat(change.target())
                    .isEqualTo(new Target("rbac.authorization.k8s.io/v1", "RoleBinding", "", "team", "readers"));
            assertThat(change.requester().username()).isEqualTo("system:serviceaccount:ci:deploy");
            assertThat(change.dryRun()).isTrue();
        });
    }

    @Test
    void aDeletedObjectIsNamedByItsMetadataIfTheRequestNamesNone() {
        assertThat(change(with(text("delete-role"), "/request/name", "\"\""))
                        .target()
                        .name())
                .isEqualTo(change(text("delete-role")).target().name())
                .isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/request/object, null, request.object is missing",
        "/request/operation, '\"CONNECT\"', 'request.operation is \"CONNECT\", expected CREATE, UPDATE or DELETE'",
        "/request/object/metadata/annotations, '[]', expected an object at /request/object/metadata/annotations",
        "/apiVersion, '\"v2\"', 'apiVersion is \"v2\", expected admission.k8s.io/v1'",
    })
    void whatCannotBeReadIsSaidWithItsUid(String path, String value, String reason) {
        assertThat(ObjectRequestReader.read(with(ROLE, path, value).getBytes(UTF_8)))
                .isEqualTo(new Unreadable(ROLE_UID, reason));
    }

    @Property(tries = 3000)
    void randomBytesNeverThrow(@ForAll byte @Size(max = 300) [] bytes) {
        assertThat(ObjectRequestReader.read(bytes)).isInstanceOf(Unreadable.class);
    }

    @Test
    void everyPrefixOfAReviewIsUnreadable() {
        byte[] review = ROLE.strip().getBytes(UTF_8);
        for (int length = 0; length < review.length; length++) {
            assertThat(ObjectRequestReader.read(Arrays.copyOf(review, length)))
                    .as("the first %s bytes", length)
                    .isInstanceOf(Unreadable.class);
        }
    }

    private static Change change(String review) {
        return (Change) ObjectRequestReader.read(review.getBytes(UTF_8));
    }
}
