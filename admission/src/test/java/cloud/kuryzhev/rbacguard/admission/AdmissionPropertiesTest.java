package cloud.kuryzhev.rbacguard.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class AdmissionPropertiesTest {

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65MB", "2GB"})
    void aBoundThatBoundsNothingIsRefusedAtTheStart(String size) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> new AdmissionProperties(DataSize.parse(size)))
                .withMessageContaining("rbac-guard.max-body");
    }

    @Test
    void aBoundMayBeSixtyFourMegabytes() {
        assertThat(new AdmissionProperties(DataSize.ofMegabytes(64)).maxBody()).isEqualTo(DataSize.ofMegabytes(64));
    }
}
