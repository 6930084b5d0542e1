package cloud.kuryzhev.rbacguard.policy.access;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import org.junit.jupiter.api.Test;

class SubjectNameTest {

    private static final List<Subject> ONE_OF_EACH = List.of(
            new Subject.User("alice smith"), new Subject.Group("devs"), new Subject.ServiceAccount("shop", "cart"));

    @Test
    void whatIsWrittenForPeopleToTypeIsReadAgain() {
        assertThat(ONE_OF_EACH).allSatisfy(it -> assertThat(SubjectName.parse(SubjectName.written(it)))
                .isEqualTo(it));
    }

    @Test
    void whatASubjectSaysOfItselfIsReadAgain() {
        assertThat(ONE_OF_EACH)
                .allSatisfy(it -> assertThat(SubjectName.read(it.toString())).contains(it));
        assertThat(List.of("", "User", "ServiceAccount cart", "Robot r"))
                .allSatisfy(it -> assertThat(SubjectName.read(it)).isEmpty());
    }
}
