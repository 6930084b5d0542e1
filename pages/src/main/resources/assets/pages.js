// What plain HTML cannot do; every page works without it.
"use strict";
