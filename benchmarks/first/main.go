// Posts standard input once over a new TLS connection, by the library that an API server uses, and prints the milliseconds that
// it took, handshake included. Usage: first URL CA
package main

import (
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"time"
)

func main() {
	authority, err := os.ReadFile(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	trusted := x509.NewCertPool()
	if !trusted.AppendCertsFromPEM(authority) {
		log.Fatalf("%s holds no certificate", os.Args[2])
	}
	review, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatal(err)
	}
	client := http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted}}}
	request, err := http.NewRequest(http.MethodPost, os.Args[1], bytes.NewReader(review))
	if err != nil {
		log.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	begin := time.Now()
	response, err := client.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		log.Fatal(err)
	}
	took := time.Since(begin)
	if response.StatusCode != http.StatusOK {
		log.Fatalf("%s answered %s", os.Args[1], response.Status)
	}
	fmt.Println(float64(took.Microseconds()) / 1000)
}
