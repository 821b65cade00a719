#pragma once

#include "secrets/SecretBytes.h"
#include "ui/common/LineEdit.h"

namespace gatehouse {

/// A line for a password: hidden unless asked, and wiped when it is taken out.
class PasswordField : public LineEdit
{
    Q_OBJECT

public:
    explicit PasswordField(QWidget *parent = nullptr);

    /// What was typed; the field is empty then.
    SecretBytes take();
    void forget() { take(); }

protected:
    void hideEvent(QHideEvent *event) override;

private:
    void showText(bool show);

    QAction *m_reveal;
};

}
