#include "ui/common/Question.h"

#include <QMessageBox>
#include <QPushButton>

#include <utility>

namespace gatehouse {

namespace {

std::optional<int> nextAnswer;
std::optional<Question> asked;

}

int Question::ask(QWidget *parent) const
{
    asked = *this;
    if (nextAnswer)
        return *std::exchange(nextAnswer, std::nullopt);

    QMessageBox box(QMessageBox::Question, title, text, QMessageBox::NoButton, parent);
    box.setTextFormat(Qt::PlainText);
    box.setInformativeText(details);
    QList<QPushButton *> made;
    for (qsizetype i = 0; i < buttons.size(); ++i) {
        const auto role = i == buttons.size() - 1 ? QMessageBox::RejectRole
            : i == destructive                    ? QMessageBox::DestructiveRole
                                                  : QMessageBox::AcceptRole;
        made << box.addButton(buttons.at(i), role);
    }
    box.setEscapeButton(made.last());
    box.setDefaultButton(destructive == 0 ? made.last() : made.first());
    box.exec();
    return int(made.indexOf(box.clickedButton()));
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
