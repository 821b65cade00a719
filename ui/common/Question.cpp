#include "ui/common/Question.h"

#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace gatehouse {

namespace {

std::optional<int> nextAnswer;
std::optional<Question> asked;

constexpr int mostWidthInEms = 30;

/// A name in it may be long, and an ampersand of it is no mnemonic.
QString labelOf(const QString &text, const QFontMetrics &metrics)
{
    QString label = metrics.elidedText(text, Qt::ElideMiddle, metrics.height() * mostWidthInEms);
    return label.replace(u'&', QLatin1StringView("&&"));
}

}

void Question::ask(QWidget *parent, std::function<void(int)> answered) const
{
    asked = *this;
    if (nextAnswer)
        return answered(*std::exchange(nextAnswer, std::nullopt));

    auto *box = new QMessageBox(QMessageBox::Question, title, text, QMessageBox::NoButton, parent);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(details);
    QList<QAbstractButton *> made;
    for (qsizetype i = 0; i < buttons.size(); ++i) {
        const auto role = i == buttons.size() - 1 ? QMessageBox::RejectRole
                          : i == destructive      ? QMessageBox::DestructiveRole
                                                  : QMessageBox::AcceptRole;
        made << box->addButton(labelOf(buttons.at(i), box->fontMetrics()), role);
    }
    box->setEscapeButton(made.last());
    box->setDefaultButton(static_cast<QPushButton *>(destructive == 0 ? made.last() : made.first()));
    QObject::connect(box, &QDialog::finished, parent, [box, made, answered = std::move(answered)] {
        answered(int(made.indexOf(box->clickedButton())));
    });
    box->open();
}

void Question::answerNext(int button)
{
    nextAnswer = button;
    asked.reset();
}

std::optional<Question> Question::lastAsked()
{
    return asked;
}

}
