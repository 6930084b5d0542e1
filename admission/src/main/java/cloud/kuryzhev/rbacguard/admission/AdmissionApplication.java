package cloud.kuryzhev.rbacguard.admission;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Starts the admission service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class AdmissionApplication {

    /** Runs until it is told to stop. */
    public static void main(String[] args) {
        SpringApplication.run(AdmissionApplication.class, args);
    }
}
