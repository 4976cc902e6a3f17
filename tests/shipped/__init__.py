"""What is true of the packages of this repository, and of no others: held against them while they are as they were."""
