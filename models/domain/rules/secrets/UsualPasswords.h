#pragma once

#include <QStringList>

namespace gatehouse {

/// What passwords are made of where people speak no English, of which zxcvbn knows: the word for password,
/// that for welcome or secret, seasons, and the rows of the keyboard.
QStringList usualPasswords();

}
