#pragma once

#include "ui/common/Icons.h"

#include <QHBoxLayout>
#include <QPushButton>

namespace gatehouse {

/// Buttons side by side, from the left.
class ButtonRow : public QHBoxLayout
{
public:
    ButtonRow() { addStretch(); }

    template<typename Receiver>
    QPushButton *add(const char *icon, const QString &text, Receiver *receiver, void (Receiver::*chosen)())
    {
        auto *button = new QPushButton(icons::themed(icon), text);
        QObject::connect(button, &QPushButton::clicked, receiver, chosen);
        insertWidget(count() - 1, button);
        return button;
    }
};

}
