{% load static %}{% autoescape off %}// The field app, version {{ told.version }}.
import { work } from "{% static 'js/field/worker.js' %}";

work({{ told|as_json }});
{% endautoescape %}
