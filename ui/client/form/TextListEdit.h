#pragma once

#include "ui/common/MarkedTextEdit.h"

namespace gatehouse {

/// A short list of addresses, one a line. Commas separate them, too, so that lists of either kind can be
/// pasted.
class TextListEdit : public MarkedTextEdit
{
    Q_OBJECT

public:
    explicit TextListEdit(QWidget *parent = nullptr);

    QStringList texts() const;
    /// What stands for these texts already stays as it was typed.
    void setTexts(const QStringList &texts);
};

}
