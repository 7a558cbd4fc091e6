#include "app/cli.h"

int main(int count, char** words) { return openend::app::run(count, words); }
