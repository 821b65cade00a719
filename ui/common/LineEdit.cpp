#include "ui/common/LineEdit.h"

#include <limits>

namespace gatehouse {

LineEdit::LineEdit(const QString &text, QWidget *parent) : QLineEdit(parent)
{
    setMaxLength(std::numeric_limits<int>::max());
    setText(text);
}

}
