"""What can be measured: `make bench` runs it all and writes bench/results.md."""
