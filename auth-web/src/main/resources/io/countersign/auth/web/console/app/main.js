/** Begins: looks who is signed in, and shows the console. */
import './shell.js';
import { session } from './session.js';

session.look();
